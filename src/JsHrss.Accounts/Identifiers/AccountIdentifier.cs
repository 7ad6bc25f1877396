using System.Collections.Immutable;

namespace JsHrss.Accounts.Identifiers;

/// <summary>What stands in the field 「证件号码/移动电话」: every number it may mean, each canonical. Which one it is, only the accounts that exist can tell.</summary>
/// <param name="Documents">Canonical document numbers by type; types that read the text alike share the number.</param>
/// <param name="Phone">The mobile number it may be.</param>
public sealed record AccountIdentifier(ImmutableArray<(IdDocumentType Type, IdNumber Number)> Documents, PhoneNumber? Phone)
{
    /// <summary>The distinct canonical numbers among <see cref="Documents"/>: what is looked up.</summary>
    public ImmutableArray<IdNumber> Numbers => [.. Documents.Select(document => document.Number).Distinct()];

    /// <summary>Whether the text is the form of nothing we know.</summary>
    public bool IsEmpty => Documents.IsEmpty && Phone is null;

    /// <summary>Reads what was typed. Never refuses: a text that fits nothing finds nobody, and looks like any other unknown account (case EN-01).</summary>
    /// <param name="text">As typed.</param>
    /// <param name="today">Today in China.</param>
    /// <param name="kind">As what it is meant, once the person was asked; null: anything.</param>
    public static AccountIdentifier Read(string? text, DateOnly today, AccountKind? kind = null)
    {
        var documents = ImmutableArray.CreateBuilder<(IdDocumentType, IdNumber)>();
        if (TypedText.Squeeze(text) is { } typed)
        {
            foreach (var candidate in IdDocumentTypes.All)
            {
                if (kind is not null && kind != AccountKind.Of(candidate))
                    continue;
                var canonical = IdNumberForms.Canonical(candidate, typed, today);
                if (canonical.IsOk)
                    documents.Add((candidate, new IdNumber(canonical.Value)));
            }
        }

        return new AccountIdentifier(documents.ToImmutable(), kind is null || kind == AccountKind.Phone ? PhoneNumber.Read(text).OrNull : null);
    }

    /// <summary>As what this person is meant; null: somebody else is.</summary>
    public AccountKind? KindOf(IdentityDocument document, PhoneNumber? phone)
    {
        ArgumentNullException.ThrowIfNull(document);
        if (Documents.Contains((document.Type, document.Number)))
            return AccountKind.Of(document.Type);
        return Phone is not null && Phone == phone ? AccountKind.Phone : null;
    }

    /// <summary>Masked.</summary>
    public override string ToString() => Phone?.ToString() ?? (Documents.IsEmpty ? "" : Documents[0].Number.ToString());
}
