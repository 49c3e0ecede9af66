from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedAlways(CompressedManifestStaticFilesStorage):
    """Hashed names in the demo (DEBUG) too, so that what is measured there is what runs."""

    manifest_strict = False
    support_js_module_import_aggregation = True

    def _url(self, hashed_name_func, name, force=False, hashed_files=None):
        return super()._url(hashed_name_func, name, force=True, hashed_files=hashed_files)
