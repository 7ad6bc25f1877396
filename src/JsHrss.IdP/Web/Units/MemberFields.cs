using JsHrss.Accounts.Identifiers;

namespace JsHrss.IdP.Web.Units;

/// <summary>The fields of 创建经办用户, as typed; everything else that is sent is not read (mass assignment).</summary>
internal sealed class MemberFields
{
    /// <summary>More than any name or number; refused before any look-up.</summary>
    private const int Longest = 200;

    public string? Role { get; set; }

    public string? Name { get; set; }

    public string? DocumentType { get; set; }

    public string? DocumentNumber { get; set; }

    public string? Country { get; set; }

    public string? Mobile { get; set; }

    public string? Start { get; set; }

    public string? End { get; set; }

    /// <summary>Codes of the types of documents, as the form lists them.</summary>
    public static IEnumerable<string> DocumentTypes => IdDocumentTypes.All.Select(type => type.Code());

    /// <summary>Codes of what is missing or cannot be read at all.</summary>
    public IEnumerable<string> Faults(bool asksRole)
    {
        if (asksRole && string.IsNullOrEmpty(Role))
            yield return "missing_role";
        if (string.IsNullOrWhiteSpace(Name))
            yield return "missing_name";
        if (string.IsNullOrWhiteSpace(DocumentNumber))
            yield return "missing_document";
        if (string.IsNullOrWhiteSpace(Mobile))
            yield return "missing_mobile";
        if (Name?.Length > Longest)
            yield return IdentifierErrors.NameForm;
        if (DocumentNumber?.Length > Longest)
            yield return IdentifierErrors.DocumentForm;
        if (Mobile?.Length > Longest)
            yield return IdentifierErrors.PhoneForm;
        if (Country?.Length > Longest)
            yield return IdentifierErrors.PassportCountry;
        foreach (var fault in PeriodTyped.Unreadable(Start, End))
            yield return fault;
    }

    /// <summary>For the desk.</summary>
    public MemberTyped Typed()
    {
        TypedDay.TryRead(Start, out var first);
        TypedDay.TryRead(End, out var last);
        return new MemberTyped(Role, Name, DocumentType, DocumentNumber, Country, Mobile, first, last);
    }

    /// <summary>To be kept while the person shows who they are.</summary>
    public IReadOnlyDictionary<string, string> ToDraft() => new[]
    {
        (nameof(Role), Role), (nameof(Name), Name), (nameof(DocumentType), DocumentType), (nameof(DocumentNumber), DocumentNumber), (nameof(Country), Country), (nameof(Mobile), Mobile), (nameof(Start), Start), (nameof(End), End),
    }.Where(field => field.Item2 is not null).ToDictionary(field => field.Item1, field => field.Item2!);

    /// <summary>As it was kept.</summary>
    public static MemberFields Of(IReadOnlyDictionary<string, string> draft) => new()
    {
        Role = draft.GetValueOrDefault(nameof(Role)),
        Name = draft.GetValueOrDefault(nameof(Name)),
        DocumentType = draft.GetValueOrDefault(nameof(DocumentType)),
        DocumentNumber = draft.GetValueOrDefault(nameof(DocumentNumber)),
        Country = draft.GetValueOrDefault(nameof(Country)),
        Mobile = draft.GetValueOrDefault(nameof(Mobile)),
        Start = draft.GetValueOrDefault(nameof(Start)),
        End = draft.GetValueOrDefault(nameof(End)),
    };
}
