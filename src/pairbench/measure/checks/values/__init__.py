"""Values as the checks see them: shown, described, held against each other, carried."""
