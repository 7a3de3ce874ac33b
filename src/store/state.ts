import type { PanelState } from './panels.ts';
import type { PlaybackState } from './playback.ts';
import type { RecordingState } from './recording.ts';
import type { SessionState } from './session.ts';

/** Everything that the page reads and does. */
export interface ScopeState extends SessionState, RecordingState, PlaybackState, PanelState {}

export type SetState = (patch: Partial<ScopeState>) => void;
export type GetState = () => ScopeState;
