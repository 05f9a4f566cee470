using System.Text;

namespace Papers.Ingest.Latex;

/// <summary>
/// The line of text that a formula's pieces make. LaTeX spaces formulas by its own rules; here the source's habit is followed where it has
/// one, evenly on both sides of a relation. A space that a command asks for at either end is the sentence's (<c>10$\,$m</c>).
/// </summary>
internal static class FormulaSpacing
{
    public static string Join(List<FormulaPiece> pieces)
    {
        var line = new StringBuilder();
        for (var i = 0; i < pieces.Count; i++)
        {
            if (i > 0 ? IsSpaceBefore(pieces, i) : pieces[i].IsSetApart)
            {
                line.Append(' ');
            }

            line.Append(IsWithinWord(pieces, i) ? pieces[i].WithinWord : pieces[i].Text);
        }

        return line.ToString();
    }

    // Between two letters or joined by "&" to another name: "VisiPruner", "J&F". A single letter beside it is another quantity.
    private static bool IsWithinWord(List<FormulaPiece> pieces, int at) =>
        pieces[at].WithinWord is not null
        && (IsLetter(pieces, at + 1) && IsLetter(pieces, at + 2) || IsLetter(pieces, at - 1) && IsLetter(pieces, at - 2)
            || at > 0 && pieces[at - 1].Text == "&" || at + 1 < pieces.Count && pieces[at + 1].Text == "&");

    private static bool IsLetter(List<FormulaPiece> pieces, int at) =>
        at >= 0 && at < pieces.Count && (pieces[at].WithinWord ?? pieces[at].Text) is [var c] && char.IsAsciiLetter(c) && !pieces[at].IsSpaced;

    private static bool IsSpaceBefore(List<FormulaPiece> pieces, int at)
    {
        var (before, after) = (pieces[at - 1], pieces[at]);
        if (after.IsSetApart)
        {
            return true;
        }

        if (IsBetween(pieces, at))
        {
            return after.IsSpaced || pieces[at + 1].IsSpaced;
        }

        if (IsBetween(pieces, at - 1))
        {
            return before.IsSpaced || after.IsSpaced;
        }

        if (before.Kind == PieceKind.Operator)
        {
            return after.Kind is PieceKind.Ordinary or PieceKind.Words or PieceKind.Operator || after.IsSpaced && after.Kind != PieceKind.Open;
        }

        if (after.Kind == PieceKind.Operator)
        {
            return before.Kind is PieceKind.Ordinary or PieceKind.Words or PieceKind.Close || after.IsSpaced && before.Kind == PieceKind.Comma;
        }

        return after.IsSpaced && !(before.IsCommand && ClingsTo(before.Kind)) && !IsIgnored(before, after);
    }

    // A relation with something on either side of it.
    private static bool IsBetween(List<FormulaPiece> pieces, int at) =>
        at > 0 && at < pieces.Count - 1 && pieces[at].Kind is PieceKind.Relation or PieceKind.Sign
        && pieces[at - 1].Kind is not (PieceKind.Open or PieceKind.Comma or PieceKind.Relation or PieceKind.Sign or PieceKind.Operator);

    private static bool ClingsTo(PieceKind kind) => kind is PieceKind.Ordinary or PieceKind.Sign;

    private static bool IsIgnored(FormulaPiece before, FormulaPiece after) =>
        before.Kind == PieceKind.Open || after.Kind is PieceKind.Close or PieceKind.Comma
        || before.Kind == PieceKind.Ordinary && after is { Kind: PieceKind.Ordinary, IsCommand: true }
        || after.Kind == PieceKind.Open && before.Kind is PieceKind.Ordinary or PieceKind.Words && before.IsCommand;
}
