"""What the system says of files and folders, in Chinese."""

import errno

_SAID = {
    errno.ENOSPC: "磁盘满了",
    errno.EDQUOT: "磁盘配额用完了",
    errno.EFBIG: "磁盘满了",
    errno.EACCES: "没有读写权限",
    errno.EPERM: "没有读写权限",
    errno.EROFS: "磁盘是只读的",
    errno.ENOENT: "文件或文件夹不在了",
    errno.EEXIST: "已有同名文件",
    errno.ENOTDIR: "路径上有同名文件，不是文件夹",
    errno.EISDIR: "路径上有同名文件夹",
    errno.EIO: "磁盘读写出错",
}


def said(error: OSError) -> str:
    """The cause of `error` in a few words; in the system's own where there are none of ours."""
    return _SAID.get(error.errno or 0) or error.strerror or str(error)
