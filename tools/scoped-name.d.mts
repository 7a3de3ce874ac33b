export function scopedName(name: string, path: string): string;
