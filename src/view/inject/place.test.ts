import { describe, expect, it } from 'vitest';
import { menuPlace } from './place.ts';

const MENU = { width: 480, height: 400 };
const WINDOW = { width: 1440, height: 900 };

describe('menuPlace', () => {
  it('stands above its row', () => {
    expect(menuPlace({ left: 272, top: 560, bottom: 586 }, MENU, WINDOW)).toMatchObject({ left: 330, top: 153 });
  });
  it('stands below a row that is high up', () => {
    expect(menuPlace({ left: 272, top: 120, bottom: 146 }, MENU, WINDOW).top).toBe(153);
  });
  it('is made lower before it covers its row', () => {
    const at = menuPlace(
      { left: 272, top: 380, bottom: 406 },
      { width: 480, height: 500 },
      { width: 1440, height: 800 },
    );
    expect(at).toMatchObject({ top: 413, maxHeight: 379 });
  });
  it('stays inside a small window', () => {
    const small = { width: 360, height: 300 };
    expect(menuPlace({ left: 200, top: 100, bottom: 126 }, MENU, small)).toEqual({ left: 8, top: 8, maxHeight: 284 });
  });
  it('is centred where the row is not on the screen', () => {
    expect(menuPlace(null, MENU, WINDOW).left).toBe(480);
  });
});
