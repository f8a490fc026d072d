"""The workflows for GitHub that a project begins with: its gate, and a comment with its table."""

from pathlib import Path

FOLDER = Path(".github") / "workflows"

GATE = FOLDER / "pairbench.yml"

COMMENT = FOLDER / "pairbench-comment.yml"

GATE_TEXT = """\
name: Performance gate

on:
  pull_request:

permissions: {}

jobs:
  gate:
    runs-on: ubuntu-latest
    permissions:
      contents: read
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2
        with:
          fetch-depth: 0
          persist-credentials: false
      - uses: actions/setup-python@a26af69be951a213d495a4c3e4e4022e16d87065 # v5.6.0
        with:
          python-version: "3.13"
      - run: python -m pip install pairbench .
      # Both revisions are measured in this job; the answer is a table in its summary.
      - run: pairbench gate --base "$BASE" --markdown gate.md
        env:
          BASE: ${{ github.event.pull_request.base.sha }}
      # What a comment is made of, by the workflow that pairbench init --comment writes.
      - run: echo "$NUMBER" > number.txt
        if: "!cancelled()"
        env:
          NUMBER: ${{ github.event.pull_request.number }}
      - uses: actions/upload-artifact@bbbca2ddaa5d8feaa63e36b76fdaad77386f024f # v7.0.0
        if: "!cancelled()"
        with:
          name: pairbench-gate
          path: |
            gate.md
            number.txt
"""

COMMENT_TEXT = r"""name: Comment of the performance gate

# The gate of a fork has no token that may write, so its table is posted from here: by this file as
# it stands on the default branch, with nothing checked out. What the gate has left may be anything
# that the author of the pull request wants it to be. It is therefore never written under a name of
# its own nor executed; its number has to be that of a pull request at the commit of the run,
# and what would call people, link elsewhere or become HTML is broken.

on:
  workflow_run:
    workflows: [Performance gate]
    types: [completed]

permissions: {}

concurrency:
  # By commit, one after the other: two pull requests may be of one branch, and two runs at once
  # would each post a comment. The table of an older commit is not posted.
  group: pairbench-comment-${{ github.event.workflow_run.head_sha }}
  cancel-in-progress: false

jobs:
  comment:
    if: github.event.workflow_run.event == 'pull_request'
    runs-on: ubuntu-latest
    timeout-minutes: 5
    permissions:
      actions: read # what the gate has left
      pull-requests: write # the comment
    steps:
      - name: Fetch what the gate has left
        id: left
        shell: bash
        env:
          GH_TOKEN: ${{ github.token }}
          REPOSITORY: ${{ github.repository }}
          RUN: ${{ github.event.workflow_run.id }}
        run: |
          cd "$RUNNER_TEMP"
          found=$(gh api "repos/$REPOSITORY/actions/runs/$RUN/artifacts?name=pairbench-gate" \
            --jq '.artifacts | max_by(.id) | select(.) | "\(.id) \(.size_in_bytes)"')
          read -r id bytes <<< "$found" || true
          if [ -z "$id" ]; then
            echo "The gate has left nothing to post."
            exit 0
          fi
          if [ "$bytes" -gt 200000 ]; then
            echo "::error::What the gate has left is too large: $bytes bytes."
            exit 1
          fi
          gh api "repos/$REPOSITORY/actions/artifacts/$id/zip" > left.zip
          # As much as is looked at, whatever the archive unpacks to.
          (unzip -p left.zip number.txt || true) | head -c 20 > number.txt
          (unzip -p left.zip gate.md || true) | head -c 200001 > gate.md
          if [ -s gate.md ]; then
            echo "there=true" >> "$GITHUB_OUTPUT"
          else
            echo "The gate has left no table."
          fi
      - name: Find the pull request
        id: pull
        if: steps.left.outputs.there == 'true'
        shell: bash
        env:
          GH_TOKEN: ${{ github.token }}
          REPOSITORY: ${{ github.repository }}
          COMMIT: ${{ github.event.workflow_run.head_sha }}
          FORK: ${{ github.event.workflow_run.head_repository.id }}
        run: |
          number=$(< "$RUNNER_TEMP/number.txt")
          if ! [[ $number =~ ^[1-9][0-9]{0,8}$ ]]; then
            echo "::error::What the gate has left names no pull request."
            exit 1
          fi
          # The number is the author's word, and the commit is GitHub's: they have to agree.
          head=$(gh api "repos/$REPOSITORY/pulls/$number" \
            --jq 'select(.state == "open") | "\(.head.sha) \(.head.repo.id)"')
          if [ "$head" = "$COMMIT $FORK" ]; then
            echo "number=$number" >> "$GITHUB_OUTPUT"
          else
            echo "::notice::Pull request $number is not open at this commit: nothing is posted."
          fi
      - name: Post the table
        if: steps.pull.outputs.number
        shell: bash
        env:
          GH_TOKEN: ${{ github.token }}
          REPOSITORY: ${{ github.repository }}
          NUMBER: ${{ steps.pull.outputs.number }}
          MARK: <!-- pairbench gate -->
          RUN_URL: ${{ github.event.workflow_run.html_url }}
          COMMIT: ${{ github.event.workflow_run.head_sha }}
        run: |
          cd "$RUNNER_TEMP"
          if [ "$(wc -c < gate.md)" -gt 200000 ]; then
            echo "::error::The table is too long for a comment."
            exit 1
          fi
          if ! iconv -f UTF-8 -t UTF-8 gate.md > /dev/null ||
            ! [[ $(head -n 1 gate.md) == "## pairbench gate: "* ]]; then
            echo "::error::What the gate has left is no table of pairbench."
            exit 1
          fi
          {
            printf '%s\nOf commit %s, by [this run](%s).\n\n' "$MARK" "$COMMIT" "$RUN_URL"
            # Invisible characters go; one is put where a name, a link or a tag would begin.
            perl -CSD -pe '
              s/[^\P{C}\n]//g;
              s{[\@<&\]]|#(?=\d)|GH(?=-\d)|:(?=//)|www(?=\.)}{$&\x{200B}}gi;
            ' gate.md
          } > comment.md
          # A comment has 65,536 characters at most: a longer one ends at a line, and says so.
          jq --raw-input --slurp --arg run "$RUN_URL" '
            if length > 65000 then
              .[:65000] | (split("\n")[:-1] | join("\n"))
                + "\n\nThe rest is in [this run](\($run)).\n"
            else . end | {body: .}' comment.md > comment.json
          comments="repos/$REPOSITORY/issues/$NUMBER/comments"
          ours=$(gh api --paginate "$comments?per_page=100" --jq '.[]
            | select(.user.login == "github-actions[bot]")
            | select(.body | startswith(env.MARK)) | .id')
          read -r id <<< "$ours" || true
          where=(--method POST "$comments")
          if [ -n "$id" ]; then
            where=(--method PATCH "repos/$REPOSITORY/issues/comments/$id")
          fi
          gh api "${where[@]}" --input comment.json --silent
"""
