"""The process that knows what texts mean, watched over by `kopir serve`, whose process number is its argument."""

import os
import sys

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # read when numpy is loaded: one processor is enough, the pages need the other

from kopir.operation.begin import set_up_django
from kopir.operation.processes import die_with_parent

if __name__ == "__main__":
    die_with_parent(int(sys.argv[1]))
    set_up_django()
    from kopir.search.meaning.service import serve

    serve()
