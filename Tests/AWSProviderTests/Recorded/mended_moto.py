"""moto's server, with what it does otherwise than AWS mended: a file of `mended` for each service.

    python mended_moto.py -H HOST -p PORT
"""

import sys

from moto.server import main

from mended import balancers, certificates, endpoints, rules, scaling, services

for part in (balancers, certificates, endpoints, rules, scaling, services):
    part.mend()

sys.exit(main())
