using System.Collections.Immutable;
using JsHrss.Accounts.Identifiers;

namespace JsHrss.Accounts.Representatives;

/// <summary>登记机关 (market supervision, 编办, civil affairs): who is legal representative of what, as the register of units says.</summary>
/// <remarks>A register that cannot be asked is an answer, never an exception: the flow goes on without it, and says so.</remarks>
public interface IRegistrationAuthority
{
    /// <summary>Every unit whose legal representative holds a document. Asked outside of any transaction.</summary>
    /// <param name="document">Whose.</param>
    /// <param name="ct">Gives up.</param>
    Task<RegisterAnswer> UnitsOfAsync(IdentityDocument document, CancellationToken ct);
}

/// <summary>What the register answered. A closed union.</summary>
public abstract record RegisterAnswer
{
    private RegisterAnswer()
    {
    }

    /// <summary>It answered.</summary>
    /// <param name="Units">Possibly none.</param>
    public sealed record Found(ImmutableArray<RegisteredUnit> Units) : RegisterAnswer;

    /// <summary>It did not answer, or not credibly; later it may (case FT-14).</summary>
    public sealed record Unavailable : RegisterAnswer;

    /// <summary>This deployment is connected to no register.</summary>
    public sealed record NotConnected : RegisterAnswer;
}

/// <summary>A unit as its register knows it.</summary>
/// <param name="Code">统一社会信用代码; its check character is not demanded of registers.</param>
/// <param name="Name">单位全称.</param>
/// <param name="IsActive">False: 注销, 吊销 or the like.</param>
/// <param name="Representative">姓名 of the legal representative.</param>
/// <param name="DocumentType">Kind of their document.</param>
/// <param name="DocumentNumber">Its canonical number.</param>
public sealed record RegisteredUnit(
    UnifiedSocialCreditCode Code, string Name, bool IsActive, PersonName Representative, IdDocumentType DocumentType, string DocumentNumber)
{
    /// <summary>Whether the register means this person: name and document must both be equal (C38). A document alone could be a slip of the register's, a name alone is anybody's.</summary>
    public bool Names(PersonName name, IdentityDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return DocumentType == document.Type && DocumentNumber == document.Number.Value && Representative.Matches(name);
    }

    /// <summary>The unit's code, masked.</summary>
    public override string ToString() => Code.ToString();
}
