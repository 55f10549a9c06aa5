"""The worker as a process of its own, watched over by `kopir serve`."""

from kopir.cli import main
from kopir.operation.processes import die_with_parent

if __name__ == "__main__":
    die_with_parent()
    main(["work"])
