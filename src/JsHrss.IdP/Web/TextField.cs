namespace JsHrss.IdP.Web;

/// <summary>One line to type into, with its label, hint and mistake.</summary>
/// <param name="Name">Of the field, also its id.</param>
/// <param name="Label">Above it.</param>
/// <param name="Value">Typed before; null: empty.</param>
/// <param name="Autocomplete">What a browser may fill in.</param>
/// <param name="Hint">Under the label; null: none.</param>
/// <param name="Mistakes">Of the whole form.</param>
internal sealed record TextField(string Name, string Label, string? Value, string Autocomplete, string? Hint, IReadOnlyList<FormMistake> Mistakes)
{
    /// <summary>Whether a phone's keyboard starts with capitals.</summary>
    public bool Capitals { get; init; }

    /// <summary>It may stay empty.</summary>
    public bool IsOptional { get; init; }

    /// <summary>Which keys a phone shows: a word of <c>inputmode</c>; null: all.</summary>
    public string? Keys { get; init; }

    public FormMistake? Mistake => Mistakes.FirstOrDefault(one => one.IsAtField && one.Field == Name);

    /// <summary>Ids of what describes it; null: nothing.</summary>
    public string? DescribedBy => (Hint, Mistake) switch
    {
        (null, null) => null,
        (_, null) => $"{Name}-h",
        (null, _) => $"{Name}-e",
        _ => $"{Name}-h {Name}-e",
    };
}
