"""The name under which the tests of what services share find this one."""

import gateway

__path__ = gateway.__path__
