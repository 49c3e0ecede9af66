from tests.english import as_, english  # noqa: F401
from tests.simultaneous import at_once  # noqa: F401
