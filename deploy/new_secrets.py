"""`python3 deploy/new_secrets.py fnug.example.org smtp+starttls://user:password@mail.example.org:587`

Writes the two environment files that docker-compose.yml reads. Existing ones are never overwritten.
Values stand in single quotes, so that a dollar sign in a password stays one.
"""

import secrets
import sys
from pathlib import Path

APP = """\
SECRET_KEY='{key}'
FNUG_BASE_URL='https://{domain}'
FNUG_HOSTS='{domain}'
FNUG_DOMAIN='{domain}'
FNUG_BEHIND_PROXY='1'
FNUG_MAIL_FROM='Fnug <fnug@{domain}>'
EMAIL_URL='{mail}'
REDIS_URL='redis://redis:6379/0'
WEB_DATABASE_URL='postgresql://fnug_app:{app}@postgres:5432/fnug'
"""
OWNER = """\
DATABASE_URL='postgresql://fnug:{owner}@postgres:5432/fnug'
POSTGRES_PASSWORD='{superuser}'
FNUG_OWNER_PASSWORD='{owner}'
FNUG_APP_PASSWORD='{app}'
"""


def main(domain, mail):
    values = {name: secrets.token_urlsafe(32) for name in ("app", "owner", "superuser")}
    values |= {"key": secrets.token_urlsafe(50), "domain": domain, "mail": mail}
    for name, template in (("app", APP), ("owner", OWNER)):
        path = Path(__file__).parent / f"{name}.env"
        if path.exists():
            sys.exit(f"{path} is there already; nothing was changed.")
        path.touch(mode=0o600)
        path.write_text(template.format(**values))
        print(f"Wrote {path}")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
