import type { PanelState } from './panels.ts';
import type { PlaybackState } from './playback.ts';
import type { RecordingState } from './recording.ts';
import type { SearchState } from './search.ts';
import type { SessionState } from './session.ts';
import type { TrailState } from './trail.ts';
import type { ViewState } from './view.ts';

/** Everything that the page reads and does. */
export interface ScopeState
  extends SessionState,
    RecordingState,
    PlaybackState,
    PanelState,
    SearchState,
    TrailState,
    ViewState {}

export type SetState = (patch: Partial<ScopeState>) => void;
export type GetState = () => ScopeState;
