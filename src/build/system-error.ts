/** Why the disk takes no more. */
export function unwritable(error: NodeJS.ErrnoException): string {
  const reasons: Record<string, string> = {
    EACCES: 'permission denied',
    EPERM: 'permission denied',
    EROFS: 'the file system is read-only',
    ENOSPC: 'no space left on the disk',
    EDQUOT: 'the disk quota is used up',
    ENOTDIR: 'a file lies where a folder belongs',
  };
  return reasons[error.code ?? ''] ?? error.message;
}

/** Whether a reason by {@link unwritable} is that there is no room. */
export function saysFull(message: string): boolean {
  return /no space left on the disk|the disk quota is used up/.test(message);
}

export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}
