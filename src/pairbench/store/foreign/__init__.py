"""Files that other tools have written, read as run sets without a verdict."""
