// Errno numbers that this model's Linux code returns (include/uapi/asm-generic/errno*.h), negative as in the kernel.

export const EIO = 5;
export const ENXIO = 6;
export const ENOMEM = 12;
export const EACCES = 13;
export const EBUSY = 16;
export const EEXIST = 17;
export const ENODEV = 19;
export const EINVAL = 22;
export const ENOSPC = 28;
export const ENODATA = 61;
export const EOPNOTSUPP = 95;
export const ETIMEDOUT = 110;
