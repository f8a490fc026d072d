"""Makes ``python -m pairbench`` the same as ``pairbench``."""

from pairbench.cli.main import main

if __name__ == "__main__":
    main()
