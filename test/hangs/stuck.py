"""A file system that never answers, and a process that looks into it: the kernel keeps it until this program ends."""
import ctypes, os, signal, sys, tempfile

place = tempfile.mkdtemp()
device = os.open("/dev/fuse", os.O_RDWR)
libc = ctypes.CDLL(None, use_errno=True)
options = f"fd={device},rootmode=40000,user_id=0,group_id=0".encode()
libc.unshare(0x00020000)
libc.mount(b"none", b"/", None, 0x4000 | 0x40000, None)
if libc.mount(b"stuck", place.encode(), b"fuse", 0, options) != 0:
    sys.exit(1)
if os.fork() == 0:
    os.close(device)
    os.stat(place + "/x")
    os._exit(0)
signal.pause()
