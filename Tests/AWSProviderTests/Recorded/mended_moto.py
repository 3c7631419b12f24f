"""moto's server, with what it does otherwise than AWS mended: a file of `mended` for each service.

    python mended_moto.py -H HOST -p PORT
"""

import sys

from moto.server import main

from mended import redirects, rules, scaling, services, tokens

for part in (redirects, rules, scaling, services, tokens):
    part.mend()

sys.exit(main())
