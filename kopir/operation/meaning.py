"""The process that knows what texts mean, watched over by `kopir serve`, whose process number is its argument."""

import sys

from kopir.operation.begin import set_up_django
from kopir.operation.processes import die_with_parent

if __name__ == "__main__":
    die_with_parent(int(sys.argv[1]))
    set_up_django()
    from kopir.search.meaning.encoders import spare_the_processor

    spare_the_processor()
    from kopir.search.meaning.service import serve

    serve()
