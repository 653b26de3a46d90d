/** A number generator with a seed: the city looks the same at each visit. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

const horizon = 585;

/** A city at dusk as an out-of-focus camera sees it, 1920 × 1080; enough behind a tablet to judge contrast and calm. */
export function sceneSvg(): string {
  const random = chance(20);
  const between = (from: number, to: number): number => from + random() * (to - from);

  const windows = (x: number, top: number, width: number, bottom: number, lit: number): string => {
    let out = '';
    for (let wx = x + 12; wx < x + width - 18; wx += 22) {
      for (let wy = top + 16; wy < bottom - 20; wy += 26) {
        if (random() > lit) continue;
        const colour = random() < 0.8 ? '#ffcf8f' : '#cfe2ff';
        out += `<rect x="${wx.toFixed(0)}" y="${wy.toFixed(0)}" width="11" height="13" fill="${colour}" opacity="${between(0.35, 0.95).toFixed(2)}"/>`;
      }
    }
    return out;
  };

  const skyline = (
    from: number,
    to: number,
    low: number,
    high: number,
    wide: number,
    fill: string,
    lit: number,
  ): string => {
    let out = '';
    for (let x = from; x < to; ) {
      const width = between(wide * 0.6, wide * 1.4);
      const middle = Math.abs(x + width / 2 - 960) / 960;
      const height = between(low, high) * (0.55 + 0.45 * middle);
      const top = horizon - height;
      out += `<rect x="${x.toFixed(0)}" y="${top.toFixed(0)}" width="${width.toFixed(0)}" height="${(height + 40).toFixed(0)}" fill="${fill}"/>`;
      if (random() < 0.3)
        out += `<rect x="${(x + width * 0.45).toFixed(0)}" y="${(top - 46).toFixed(0)}" width="5" height="50" fill="${fill}"/>`;
      out += windows(x, top, width, horizon, lit);
      x += width + between(-8, wide * 0.35);
    }
    return out;
  };

  const palm = (x: number, foot: number, size: number): string => {
    const top = foot - size;
    let out = `<path d="M${x} ${foot} q ${size * 0.04} ${-size * 0.5} ${-size * 0.02} ${-size}" stroke="#15171d" stroke-width="${size * 0.035}" fill="none"/>`;
    for (let leaf = 0; leaf < 9; leaf += 1) {
      const angle = Math.PI * (0.02 + (leaf / 8) * 0.96);
      const reach = between(0.75, 1.15);
      const dx = Math.cos(angle) * size * 0.34 * reach;
      const dy = -Math.sin(angle) * size * 0.16;
      const cx = x - size * 0.02;
      out += `<path d="M${cx} ${top} q ${dx * 0.6} ${dy * 1.6 - size * 0.03} ${dx} ${dy * 0.7 + size * 0.1 * reach}" stroke="#15171d" stroke-width="${size * 0.032}" fill="none" stroke-linecap="round"/>`;
    }
    return out;
  };

  const lowRise = (from: number, to: number): string => {
    let out = '';
    for (let x = from; x < to; ) {
      const width = between(70, 150);
      const height = between(26, 62);
      const wide = Math.min(width, to - x);
      out += `<rect x="${x.toFixed(0)}" y="${(horizon + 22 - height).toFixed(0)}" width="${wide.toFixed(0)}" height="${height.toFixed(0)}" fill="${random() < 0.5 ? '#2b2a33' : '#35313a'}"/>`;
      if (random() < 0.55) {
        const sign = random() < 0.5 ? '#ffb36b' : '#8fd0c8';
        out += `<rect x="${(x + 12).toFixed(0)}" y="${(horizon + 6 - height / 2).toFixed(0)}" width="${(wide * 0.55).toFixed(0)}" height="9" fill="${sign}" opacity=".7"/>`;
      }
      x += width - 4;
    }
    return out;
  };

  const lamps = (side: -1 | 1): string => {
    let out = '';
    for (let step = 0; step < 7; step += 1) {
      const near = 0.72 ** step;
      const x = 960 + side * (90 + 900 * near);
      const y = horizon - 30 - 330 * near;
      const radius = 7 + 30 * near;
      out += `<circle cx="${x.toFixed(0)}" cy="${y.toFixed(0)}" r="${radius.toFixed(0)}" fill="#ffd9a0" opacity="${(0.5 + 0.3 * near).toFixed(2)}"/>`;
    }
    return out;
  };

  const traffic = (): string => {
    let out = '';
    const cars: readonly (readonly [x: number, y: number, size: number, colour: string])[] = [
      [1015, 640, 7, '#ff6d52'],
      [1070, 668, 10, '#ff6d52'],
      [1180, 735, 17, '#ff6d52'],
      [1395, 860, 30, '#ff5f45'],
      [905, 636, 7, '#fff1cf'],
      [842, 676, 11, '#fff1cf'],
      [700, 760, 20, '#fff4da'],
    ];
    for (const [x, y, size, colour] of cars) {
      out += `<circle cx="${x}" cy="${y}" r="${size}" fill="${colour}" opacity=".85"/><circle cx="${x + size * 4.4}" cy="${y}" r="${size}" fill="${colour}" opacity=".85"/>`;
      out += `<ellipse cx="${x + size * 2.2}" cy="${y + size * 3}" rx="${size * 4.6}" ry="${size * 1.1}" fill="${colour}" opacity=".18"/>`;
    }
    return out;
  };

  const blur = (id: string, amount: number): string =>
    `<filter id="${id}" x="-10%" y="-10%" width="120%" height="120%"><feGaussianBlur stdDeviation="${amount}"/></filter>`;

  return `<svg viewBox="0 0 1920 1080" preserveAspectRatio="xMidYMid slice" xmlns="http://www.w3.org/2000/svg">
<defs>
<linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#22304c"/><stop offset=".3" stop-color="#4b587a"/><stop offset=".58" stop-color="#94788b"/><stop offset=".82" stop-color="#dd9d76"/><stop offset="1" stop-color="#f3bd85"/></linearGradient>
<radialGradient id="sun"><stop offset="0" stop-color="#fff0cd" stop-opacity=".95"/><stop offset=".25" stop-color="#ffcf92" stop-opacity=".6"/><stop offset="1" stop-color="#ffb070" stop-opacity="0"/></radialGradient>
<linearGradient id="road" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#6a5a58"/><stop offset=".2" stop-color="#45424a"/><stop offset="1" stop-color="#212329"/></linearGradient>
<linearGradient id="walk" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#57494f"/><stop offset=".25" stop-color="#3d383d"/><stop offset="1" stop-color="#25252a"/></linearGradient>
<radialGradient id="edge" cx=".5" cy=".48" r=".75"><stop offset=".55" stop-color="#0b0e14" stop-opacity="0"/><stop offset="1" stop-color="#0b0e14" stop-opacity=".62"/></radialGradient>
${blur('far', 5)}${blur('mid', 8)}${blur('near', 13)}${blur('soft', 30)}${blur('light', 6)}
</defs>
<rect width="1920" height="${horizon + 10}" fill="url(#sky)"/>
<ellipse cx="1090" cy="${horizon - 20}" rx="720" ry="330" fill="url(#sun)"/>
<g filter="url(#soft)" opacity=".55"><ellipse cx="420" cy="190" rx="420" ry="26" fill="#8d7f97"/><ellipse cx="1420" cy="250" rx="460" ry="22" fill="#c7958f"/><ellipse cx="900" cy="355" rx="520" ry="18" fill="#e2ab8c"/><ellipse cx="1700" cy="120" rx="300" ry="20" fill="#6d6c8b"/></g>
<path filter="url(#far)" d="M-40 ${horizon + 10} V${horizon - 90} Q 200 ${horizon - 190} 430 ${horizon - 110} T 880 ${horizon - 75} T 1330 ${horizon - 120} T 1960 ${horizon - 100} V${horizon + 10}Z" fill="#8d7079" opacity=".85"/>
<g filter="url(#far)" opacity=".9">${skyline(-40, 1960, 90, 260, 80, '#6a5d70', 0.14)}</g>
<g filter="url(#mid)">${skyline(-60, 620, 200, 430, 130, '#3e3d4e', 0.3)}${skyline(1290, 1980, 200, 430, 130, '#3b3b4d', 0.3)}</g>
<rect x="-60" y="${horizon - 8}" width="2040" height="${1120 - horizon}" fill="url(#walk)" filter="url(#mid)"/>
<g filter="url(#mid)">${lowRise(-40, 830)}${lowRise(1085, 1960)}</g>
<path d="M900 ${horizon - 6} H1020 L2060 1080 H-140 Z" fill="url(#road)" filter="url(#mid)"/>
<g filter="url(#mid)" fill="#e7dcc4" opacity=".5"><path d="M957 ${horizon + 15} h6 l2 40 h-10 Z"/><path d="M953 680 h14 l4 60 h-22 Z"/><path d="M945 790 h30 l8 90 h-46 Z"/><path d="M930 945 h60 l16 140 h-92 Z"/></g>
<g filter="url(#near)"><rect x="-60" y="60" width="330" height="640" fill="#20222c"/>${windows(-60, 60, 330, 700, 0.3)}<rect x="-60" y="640" width="360" height="120" fill="#2d2a2e"/><rect x="-40" y="660" width="290" height="52" fill="#ffcb86" opacity=".7"/><rect x="1640" y="20" width="340" height="690" fill="#1d2029"/>${windows(1640, 20, 340, 700, 0.3)}<rect x="1600" y="640" width="380" height="120" fill="#2a282d"/><rect x="1650" y="664" width="300" height="46" fill="#9fd6cf" opacity=".55"/></g>
<g filter="url(#mid)">${palm(470, 742, 420)}${palm(640, 660, 210)}${palm(1475, 756, 460)}${palm(1300, 668, 230)}</g>
<g filter="url(#light)">${lamps(-1)}${lamps(1)}${traffic()}</g>
<path filter="url(#near)" d="M90 1010 C110 930 190 890 300 880 L350 838 C380 815 520 815 560 842 L610 890 C690 900 720 930 726 1010 C726 1050 690 1060 640 1060 H180 C120 1060 90 1050 90 1010Z" fill="#2b3540"/>
<path filter="url(#near)" d="M345 872 L378 842 C400 828 505 828 530 846 L566 884Z" fill="#8f8790" opacity=".7"/>
<rect width="1920" height="1080" fill="url(#edge)"/>
</svg>`;
}

/** Streets around the player, north up. */
export const minimapSvg = `<svg viewBox="0 0 272 182" preserveAspectRatio="xMidYMid slice" xmlns="http://www.w3.org/2000/svg">
<rect width="272" height="182" fill="#262d2f"/>
<path d="M196 0 h76 v182 h-30 C214 120 222 60 196 0Z" fill="#2f3d4c"/>
<g fill="#2d3638"><path d="M16 14 l58 -12 18 46 -60 22Z"/><path d="M44 92 l62 -22 22 54 -66 24Z"/><path d="M112 30 l54 -20 20 50 -56 20Z"/></g>
<g stroke="#59625f" fill="none" stroke-linecap="square"><path d="M-10 96 L150 34 L210 -10" stroke-width="9"/><path d="M60 -10 L128 190" stroke-width="9"/><path d="M-10 172 L190 96 L230 190" stroke-width="6"/><path d="M0 40 L36 130 L20 190" stroke-width="5"/><path d="M168 26 L198 100" stroke-width="5"/></g>
<path d="M136 84 l9 20 -9 -5 -9 5Z" fill="#fff"/>
<text x="262" y="18" fill="#dfe7e3" font-size="12" font-family="sans-serif" text-anchor="end">N</text>
</svg>`;
