"""The worker as a process of its own, watched over by `kopir serve`, whose process number is its argument."""

import sys

from kopir.operation.begin import set_up_django
from kopir.operation.processes import die_with_parent

if __name__ == "__main__":
    die_with_parent(int(sys.argv[1]))
    set_up_django()
    from kopir.operation.serve import work

    work([])
