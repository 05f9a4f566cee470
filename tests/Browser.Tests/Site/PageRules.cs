namespace Papers.Browser.Tests.Site;

/// <summary>Rules of accessibility (WCAG 2.2 AA) that a browser can check; each script gives a list of what breaks it, empty where nothing does.</summary>
internal static class PageRules
{
    /// <summary>Fields without a label, links and buttons without a name, navigations that cannot be told apart.</summary>
    public const string Unnamed =
        """
        () => {
          const named = e => (e.getAttribute('aria-label') ?? '') !== '' || (e.labels?.length ?? 0) > 0 || e.textContent.trim() !== '';
          return [...document.querySelectorAll('input:not([type=hidden]), a, button, nav')]
            .filter(e => !named(e) || (e.tagName === 'NAV' && !e.hasAttribute('aria-label')))
            .map(e => e.outerHTML.slice(0, 120)).join('\n');
        }
        """;

    /// <summary>Text whose contrast with what is behind it is below 4.5, or 3 for large letters.</summary>
    public const string HardToRead =
        """
        () => {
          const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
          const parse = color => {
            canvas.clearRect(0, 0, 1, 1);
            canvas.fillStyle = color;
            canvas.fillRect(0, 0, 1, 1);
            const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
            return [r, g, b, a / 255];
          };
          const light = ([r, g, b]) => {
            const [x, y, z] = [r, g, b].map(c => (c /= 255) <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4);
            return .2126 * x + .7152 * y + .0722 * z;
          };
          const behind = e => {
            for (let at = e; at; at = at.parentElement) {
              const color = parse(getComputedStyle(at).backgroundColor);
              if (color[3] > .85) return color;
            }
            return [255, 255, 255, 1];
          };
          const words = [...document.querySelectorAll('body *')].filter(e =>
            [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim() !== '') && e.checkVisibility() && !e.closest('[aria-hidden=true], .unseen, .skip'));
          return words.filter(e => {
            const style = getComputedStyle(e);
            const size = parseFloat(style.fontSize);
            const least = size >= 24 || (size >= 18.66 && style.fontWeight >= 700) ? 3 : 4.5;
            const [a, b] = [light(parse(style.color)), light(behind(e))];
            return (Math.max(a, b) + .05) / (Math.min(a, b) + .05) < least;
          }).map(e => e.outerHTML.slice(0, 120)).join('\n');
        }
        """;
}
