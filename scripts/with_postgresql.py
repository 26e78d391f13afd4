#!/usr/bin/env python3
"""Run a command with DATABASE_URL naming a throw-away PostgreSQL cluster, then remove the cluster.

with_postgresql.py COMMAND [ARGUMENT...]. If DATABASE_URL is set already, that server is used.
Only the standard library: it runs before anything is installed.
"""

import contextlib
import getpass
import glob
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile

# Nothing here outlives the run, so nothing has to survive a power cut. Two who wait for each other
# through Python are no deadlock to the server: in two minutes one of them fails and says so.
SERVER_OPTIONS = (
    "-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c lock_timeout=2min "
    "-c listen_addresses= -c max_connections=50 -c timezone=UTC"
)


def binaries() -> str:
    """The folder of the newest installed server: Debian keeps it off the PATH."""
    found = glob.glob("/usr/lib/postgresql/*/bin/initdb")
    if found:
        newest = max(found, key=lambda path: int(re.search(r"/(\d+)/", path)[1]))
        return os.path.dirname(newest)
    if on_path := shutil.which("initdb"):
        return os.path.dirname(on_path)
    sys.exit("No PostgreSQL server is installed. As root: apt-get install postgresql")


@contextlib.contextmanager
def cluster():
    """A fresh cluster on a Unix socket; yields its DATABASE_URL."""
    bin_dir = binaries()
    # A socket's path may have 107 bytes: a short folder, whatever TMPDIR says.
    home = tempfile.mkdtemp(prefix="pg-", dir="/tmp")
    as_owner = []
    if os.geteuid() == 0:  # the server refuses to run as root
        shutil.chown(home, "postgres", "postgres")
        as_owner = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]

    def run(*command: str) -> None:
        done = subprocess.run(
            [*as_owner, *command], cwd=home, text=True, capture_output=True, check=False
        )
        if done.returncode:
            sys.exit(f"{command[0]} failed:\n{done.stdout}{done.stderr}")

    data, user = f"{home}/data", getpass.getuser()
    try:
        run(f"{bin_dir}/initdb", "-D", data, "-U", user, "-A", "trust", "-E", "UTF8", "-N",
            "--locale=C.UTF-8")  # fmt: skip
        run(f"{bin_dir}/pg_ctl", "-D", data, "-w", "-l", f"{home}/log",
            "-o", f"{SERVER_OPTIONS} -c unix_socket_directories={home}", "start")  # fmt: skip
        try:
            yield f"postgres:///{home}/postgres"
        finally:
            run(f"{bin_dir}/pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(home, ignore_errors=True)


def main(command: list[str]) -> int:
    """Run the command and return its exit status."""
    # A terminated run must still stop its server.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    if os.environ.get("DATABASE_URL"):
        return subprocess.run(command, check=False).returncode
    with cluster() as url:
        environment = os.environ | {"DATABASE_URL": url}
        return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
