namespace Papers.Ingest.Latex;

/// <summary>What a piece of a formula is to its neighbours, which decides about the spaces between them.</summary>
internal enum PieceKind
{
    /// <summary>A letter, a number, a sign that stands for itself.</summary>
    Ordinary,

    /// <summary>Words set upright.</summary>
    Words,

    /// <summary>A function's name, set off from its argument.</summary>
    Operator,

    /// <summary>Stands between two others, with the same space on both sides.</summary>
    Relation,

    /// <summary>As a relation between two others; before one alone it clings to it.</summary>
    Sign,
    Open,
    Close,
    Comma,
}

/// <summary>A part of a formula that has a form in Unicode.</summary>
internal readonly record struct FormulaPiece(string Text, PieceKind Kind)
{
    /// <summary>The source has a space before it.</summary>
    public bool IsSpaced { get; init; }

    /// <summary>The source asks for a space before it by a command.</summary>
    public bool IsSetApart { get; init; }

    /// <summary>Written as a command, which the spaces behind it only end.</summary>
    public bool IsCommand { get; init; }

    /// <summary>The plain letter that stands for it within a word.</summary>
    public string? WithinWord { get; init; }
}
