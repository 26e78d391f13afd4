"""gunicorn's settings for `make run` and for production; BIND and WEB_CONCURRENCY change them."""

import gc
import os

bind = os.environ.get("BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
# Loading the code once before forking starts faster and lets the workers share its memory.
preload_app = True
timeout = 60
max_requests = 5000
max_requests_jitter = 500
# Heartbeat files on a disk can stall a worker; memory cannot.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
loglevel = "warning"
control_socket_disable = True


def pre_fork(server, worker):
    """What was loaded before stays for good: no worker looks through it again for garbage."""
    gc.freeze()


def when_ready(server):
    """Load what pages need before the workers are forked, and say where to look."""
    from cooperation.wsgi import warm

    warm()
    print(f"\nServing on http://{bind} (stop with Ctrl-C)", flush=True)
