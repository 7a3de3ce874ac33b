import { Component, type ComponentType, lazy, type ReactNode, Suspense, useEffect } from 'react';
import { busy } from '../../store/page/idle.ts';

/**
 * A part of the page that the first paint does not wait for. Its place is kept by whoever mounts it; the page is not
 * idle before it is there, and where its file does not arrive it says so and the rest of the page goes on.
 */
export function later<P extends object>(load: () => Promise<(props: P) => ReactNode>): (props: P) => ReactNode {
  const Part = lazy(async () => ({ default: await load() })) as unknown as ComponentType<P>;
  return function Later(props: P): ReactNode {
    return (
      <Fence>
        <Suspense fallback={<Busy />}>
          <Part {...props} />
        </Suspense>
      </Fence>
    );
  };
}

/** Holds the place of a part that is on its way. */
function Busy(): ReactNode {
  useEffect(() => busy(), []);
  return null;
}

/** Keeps a part that could not be loaded from taking the page with it. */
class Fence extends Component<{ readonly children: ReactNode }, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <p role="alert" style={{ padding: 16 }}>
        A part of the page could not be loaded. Reload the page to try again; the link keeps what is open.
      </p>
    );
  }
}
