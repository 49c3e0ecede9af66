from tests.english import as_, english  # noqa: F401
