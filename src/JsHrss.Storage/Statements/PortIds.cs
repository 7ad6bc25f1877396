using JsHrss.Accounts.Identifiers;
using JsHrss.OpenId.Ports;

namespace JsHrss.Storage.Statements;

/// <summary>The engine's opaque names, read as the keys they are. A name of another form was never given out by this host.</summary>
internal static class PortIds
{
    /// <summary>The context in which a person acts for nobody but themselves.</summary>
    public const string Self = "self";

    public static Guid KeyOf(this SubjectId subject) => PersonId.Read(subject.Value)?.Value ?? throw new ArgumentException("Not a subject of this host.", nameof(subject));

    public static Guid? KeyOf(this SubjectId? subject) => subject?.KeyOf();

    /// <summary>Null for self.</summary>
    public static Guid? KeyOf(this ContextId context) => context.Value == Self
        ? null
        : MembershipId.Read(context.Value)?.Value ?? throw new ArgumentException("Not a context of this host.", nameof(context));

    /// <summary>For primary keys, which hold no null: sixteen zero bytes for self.</summary>
    public static Guid PrimaryKeyOf(this ContextId context) => context.KeyOf() ?? Guid.Empty;

    public static bool IsKnownForm(ContextId context) => context.Value == Self || MembershipId.Read(context.Value) is not null;

    public static SubjectId Subject(Guid key) => new(new PersonId(key).ToString());

    public static ContextId Context(Guid? key) => new(key is { } membership && membership != Guid.Empty ? new MembershipId(membership).ToString() : Self);
}
