using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Papers.LocalHosting.Dashboard.Layout;

/// <summary>
/// Markup. Made from an interpolated string, in which every value is encoded unless it is markup itself, so that what a resource wrote can never become
/// an element. Values may stand in text and within quoted attributes, nowhere else.
/// </summary>
internal readonly record struct Html(string Text)
{
    public static Html Of(Builder markup) => new(markup.ToString());

    public static Html When(bool condition, Html markup) => condition ? markup : default;

    public override string ToString() => Text ?? "";

    [InterpolatedStringHandler]
    internal readonly ref struct Builder(int literalLength, int formattedCount)
    {
        private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

        private readonly StringBuilder markup = new(literalLength + (formattedCount * 16));

        public void AppendLiteral(string literal) => markup.Append(literal);

        public void AppendFormatted(string? value) => markup.Append(Encoder.Encode(value ?? ""));

        public void AppendFormatted(long value) => markup.Append(value.ToString(CultureInfo.InvariantCulture));

        public void AppendFormatted(Html value) => markup.Append(value.Text);

        public void AppendFormatted(IEnumerable<Html> values)
        {
            foreach (var value in values)
                markup.Append(value.Text);
        }

        public override string ToString() => markup.ToString();
    }
}
