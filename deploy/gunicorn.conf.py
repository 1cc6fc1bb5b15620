"""The web server, in the demo and for real: `gunicorn -c deploy/gunicorn.conf.py myk10.wsgi`."""

import os

bind = os.environ.get("BIND", "127.0.0.1:8000")
# Threads keep their database connections (CONN_MAX_AGE): one process needs up to `threads` of them.
worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
preload_app = True
keepalive = 5
timeout = 30
graceful_timeout = 20
# The application itself logs its requests (myk10.logs).
accesslog = None
loglevel = "warning"
