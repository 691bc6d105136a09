"""What a class needs of a JupyterHub, and why. It names no spawner and no authenticator.

On The Littlest JupyterHub put it into /opt/tljh/config/jupyterhub_config.d/, then
`sudo tljh-config reload hub`. Elsewhere call load_subconfig("lessons_config.py") in
jupyterhub_config.py. README.md has the figures behind each number, measure.py took them.
"""

import hashlib
import os
import tempfile

c = get_config()  # noqa: F821 - JupyterHub defines it

# A student lands in JupyterLab, where the lessons were tested.
c.Spawner.default_url = "/lab"

# A student with the heaviest lesson takes 0.6 GB when nothing is shared; the limit leaves room for
# a second notebook. SystemdSpawner and KubeSpawner enforce it, KubeSpawner reserves the guarantee;
# a spawner that starts plain processes heeds neither.
c.Spawner.mem_limit = "1500M"
c.Spawner.mem_guarantee = "500M"

# When the whole class starts at once, the servers share the cores and each takes as many times
# longer. JupyterHub's own limits are 60 s to start and 30 s to answer; then it stops the server.
# With twenty students on one core it stopped 19.
c.Spawner.start_timeout = 300
c.Spawner.http_timeout = 300

# PyTorch starts a thread for each core in every kernel: with 30 students on 16 cores, 480. The
# lessons' tensors are small, one thread is enough. A precaution: on the two cores that were there
# to measure, it made no difference.
c.Spawner.environment.update({"OMP_NUM_THREADS": "1"})

# Give memory back, but not in the middle of a lesson. A kernel that has not run a cell for
# 90 minutes is stopped, also where its page is still open, and a server without a kernel
# 10 minutes later. The notebook stays as it was saved; the student runs it again.
c.Spawner.args.extend(
    [
        "--MappingKernelManager.cull_idle_timeout=5400",
        "--MappingKernelManager.cull_interval=300",
        "--MappingKernelManager.cull_connected=True",
        "--ServerApp.shutdown_no_activity_timeout=600",
    ]
)


# Let a server and its kernels talk through Unix sockets instead of TCP ports. A kernel binds its
# ports seconds after they were chosen. With a class on one machine another process may have taken
# one by then, and the kernel dies ("Address already in use") at each new attempt. The path of such
# a socket may have 107 characters, so they stand in a folder with a short name, one for each
# student; Jupyter makes it readable for that student only.
def runtime_folder(spawner):
    name = hashlib.sha256(spawner.user.name.encode()).hexdigest()[:16]
    return os.path.join(tempfile.gettempdir(), f"jupyter-{name}")


c.Spawner.environment.update({"JUPYTER_RUNTIME_DIR": runtime_folder})
c.Spawner.args.extend(["--KernelManager.transport=ipc"])
