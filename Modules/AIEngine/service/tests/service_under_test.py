"""The name under which the tests of what services share find this one."""

import ai_engine

__path__ = ai_engine.__path__
