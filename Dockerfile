FROM node:22-bookworm-slim AS browser
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts

FROM python:3.13-slim-bookworm AS python
COPY requirements/runtime.txt /tmp/
RUN python -m venv /opt/venv && /opt/venv/bin/pip install --no-cache-dir --require-hashes -r /tmp/runtime.txt

FROM python:3.13-slim-bookworm AS base
# Pango draws the PDFs.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends \
      fonts-dejavu-core libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0 \
 && rm -rf /var/lib/apt/lists/*
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 XDG_CACHE_HOME=/tmp
COPY --from=python /opt/venv /opt/venv
WORKDIR /app

FROM base AS collected
RUN apt-get update && apt-get install --yes --no-install-recommends gettext
COPY --from=browser /app/node_modules node_modules
COPY . .
RUN for source in locale/*/LC_MESSAGES/*.po; do msgfmt --check-format -o "${source%.po}.mo" "$source"; done \
 && SECRET_KEY=only-for-this-step python manage.py collectstatic --no-input --verbosity=0

FROM base
RUN useradd --system --uid 10001 --no-create-home fnug
COPY --from=collected /app /app
USER 10001
EXPOSE 8000
CMD ["gunicorn", "config.wsgi", "--config=deploy/gunicorn.py"]
