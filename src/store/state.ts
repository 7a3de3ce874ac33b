import type { LessonWay } from './page/lesson-way.ts';
import type { PanelState } from './page/panels.ts';
import type { PlaybackState } from './page/playback.ts';
import type { SearchState } from './page/search.ts';
import type { TrailState } from './page/trail.ts';
import type { ViewState } from './page/view.ts';
import type { RecordingState } from './recording/recording.ts';
import type { SessionState } from './session/session.ts';

/** Everything that the page reads and does. */
export interface ScopeState
  extends SessionState,
    RecordingState,
    PlaybackState,
    PanelState,
    SearchState,
    TrailState,
    LessonWay,
    ViewState {}

export type SetState = (patch: Partial<ScopeState>) => void;
export type GetState = () => ScopeState;
