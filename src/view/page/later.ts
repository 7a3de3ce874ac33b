import { later, laterFirst } from '../parts/later.tsx';

// The parts of the page that are loaded when they are first opened, each a file of its own.
export const Phone = laterFirst(async () => (await import('./phone.tsx')).Phone);
export const ErrorScreen = laterFirst(async () => (await import('./error-screen.tsx')).ErrorScreen);
export const ExportDialog = later(async () => (await import('../export/export-dialog.tsx')).ExportDialog);
export const HelpDialog = later(async () => (await import('./help-dialog.tsx')).HelpDialog);
export const LessonsDialog = later(async () => (await import('./lessons-dialog.tsx')).LessonsDialog);
export const NewVersionNotice = later(async () => (await import('./new-version.tsx')).NewVersionNotice);
export const Palette = later(async () => (await import('./palette.tsx')).Palette);
export const LinkDialog = later(async () => (await import('./link-dialog.tsx')).LinkDialog);
export const ViewDialog = later(async () => (await import('./view-dialog.tsx')).ViewDialog);
export const BreaksDialog = later(async () => (await import('../search/breaks-dialog.tsx')).BreaksDialog);
export const RecentDialog = later(async () => (await import('./recent-dialog.tsx')).RecentDialog);
export const PasteDialog = later(async () => (await import('./paste-dialog.tsx')).PasteDialog);
export const RecordingStart = laterFirst(async () => (await import('./recording-start.tsx')).RecordingStart);
