"""Switch the loopback on in a network of its own, then run a command: loopback.py COMMAND ...

A new network namespace has one interface, the loopback, and it is off. Kernels need it.
"""

import fcntl
import os
import socket
import struct
import sys

SIOCSIFFLAGS, IFF_UP = 0x8914, 0x1  # from linux/sockios.h and linux/if.h

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
    fcntl.ioctl(any_socket, SIOCSIFFLAGS, struct.pack("16sh", b"lo", IFF_UP))
os.execvp(sys.argv[1], sys.argv[1:])
