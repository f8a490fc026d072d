"""What base has, or holds head to, and head has not."""
