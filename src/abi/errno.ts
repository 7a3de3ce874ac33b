// Linux error numbers: include/uapi/asm-generic/errno-base.h and errno.h (1..133), and three of include/linux/errno.h that
// drivers return inside the kernel (512 and up). 41 and 58 are not in use.

/** Names by number, as Linux prints them with %pe. Where two names share a number (EWOULDBLOCK), the first is here. */
const NAMES: Readonly<Record<number, string>> = {
  ...Object.fromEntries(
    `
      EPERM ENOENT ESRCH EINTR EIO ENXIO E2BIG ENOEXEC EBADF ECHILD EAGAIN ENOMEM EACCES EFAULT ENOTBLK EBUSY EEXIST
      EXDEV ENODEV ENOTDIR EISDIR EINVAL ENFILE EMFILE ENOTTY ETXTBSY EFBIG ENOSPC ESPIPE EROFS EMLINK EPIPE EDOM
      ERANGE EDEADLK ENAMETOOLONG ENOLCK ENOSYS ENOTEMPTY ELOOP - ENOMSG EIDRM ECHRNG EL2NSYNC EL3HLT EL3RST ELNRNG
      EUNATCH ENOCSI EL2HLT EBADE EBADR EXFULL ENOANO EBADRQC EBADSLT - EBFONT ENOSTR ENODATA ETIME ENOSR ENONET
      ENOPKG EREMOTE ENOLINK EADV ESRMNT ECOMM EPROTO EMULTIHOP EDOTDOT EBADMSG EOVERFLOW ENOTUNIQ EBADFD EREMCHG
      ELIBACC ELIBBAD ELIBSCN ELIBMAX ELIBEXEC EILSEQ ERESTART ESTRPIPE EUSERS ENOTSOCK EDESTADDRREQ EMSGSIZE
      EPROTOTYPE ENOPROTOOPT EPROTONOSUPPORT ESOCKTNOSUPPORT EOPNOTSUPP EPFNOSUPPORT EAFNOSUPPORT EADDRINUSE
      EADDRNOTAVAIL ENETDOWN ENETUNREACH ENETRESET ECONNABORTED ECONNRESET ENOBUFS EISCONN ENOTCONN ESHUTDOWN
      ETOOMANYREFS ETIMEDOUT ECONNREFUSED EHOSTDOWN EHOSTUNREACH EALREADY EINPROGRESS ESTALE EUCLEAN ENOTNAM ENAVAIL
      EISNAM EREMOTEIO EDQUOT ENOMEDIUM EMEDIUMTYPE ECANCELED ENOKEY EKEYEXPIRED EKEYREVOKED EKEYREJECTED EOWNERDEAD
      ENOTRECOVERABLE ERFKILL EHWPOISON`
      .split(/\s+/)
      .flatMap((name, number) => (name.length > 1 ? [[number, name]] : [])),
  ),
  512: 'ERESTARTSYS',
  517: 'EPROBE_DEFER',
  524: 'ENOTSUPP',
};

const NUMBERS: ReadonlyMap<string, number> = new Map([
  ...Object.entries(NAMES).map(([number, name]): [string, number] => [name, Number(number)]),
  ['EWOULDBLOCK', 11],
  ['EDEADLOCK', 35],
  ['ENOTSUP', 95],
]);

/** Every errno name that `errnoNumber` knows, for completion and "did you mean". */
export const ERRNO_NAMES: readonly string[] = [...NUMBERS.keys()];

/** `EACCES` for 13 and for -13; null for a number that has no name. */
export function errnoName(errno: number): string | null {
  return NAMES[Math.abs(errno)] ?? null;
}

/** 13 for `EACCES`; null for a name that Linux does not have. The result is positive: a function returns its negative. */
export function errnoNumber(name: string): number | null {
  return NUMBERS.get(name) ?? null;
}

/** A number with a real minus sign (U+2212), for display: `−13`. Logs and files keep the hyphen. */
export function minus(n: number): string {
  return n < 0 ? `−${-n}` : String(n);
}

/** What a function returned, for display: -13 is `−EACCES (−13)`, -65530 is `−65530`, 0 is `0`, 1 is `1`. */
export function errnoText(rc: number): string {
  const name = rc < 0 ? errnoName(rc) : null;
  return name === null ? minus(rc) : `−${name} (${minus(rc)})`;
}
