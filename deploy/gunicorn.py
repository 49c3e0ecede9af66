import multiprocessing
import os

bind = "0.0.0.0:8000"
workers = int(os.environ.get("FNUG_WEB_WORKERS") or multiprocessing.cpu_count() + 1)
worker_class = "gthread"
threads = 4
timeout = 60
graceful_timeout = 30
# A slow leak in a library must not grow for months.
max_requests = 5000
max_requests_jitter = 500
# The container's file system is read-only; heartbeats need memory, not a disk.
worker_tmp_dir = "/dev/shm"  # noqa: S108
control_socket_disable = True
