using System.Collections.Immutable;
using JsHrss.Accounts.Identifiers;

namespace JsHrss.Accounts.Units;

/// <summary>可经办业务范围: all items, or a set of them, which may be empty (R136).</summary>
public sealed class MandateScope : IEquatable<MandateScope>
{
    private MandateScope(bool isAll, ImmutableSortedSet<BusinessItemCode> items) => (IsAll, Items) = (isAll, items);

    /// <summary>「法人和管理员默认具有所有操作权限」 (R122).</summary>
    public static MandateScope All { get; } = new(true, []);

    /// <summary>Active, but nothing to do yet.</summary>
    public static MandateScope None { get; } = new(false, []);

    /// <summary>Whether it holds every item, also those to come.</summary>
    public bool IsAll { get; }

    /// <summary>The items, in order; empty when <see cref="IsAll"/>.</summary>
    public ImmutableSortedSet<BusinessItemCode> Items { get; }

    /// <summary>Just these items.</summary>
    public static MandateScope Of(IEnumerable<BusinessItemCode> items) => new(false, [.. items]);

    /// <summary>Whether an item is within.</summary>
    public bool Covers(BusinessItemCode item) => IsAll || Items.Contains(item);

    /// <inheritdoc />
    public bool Equals(MandateScope? other) => other is not null && IsAll == other.IsAll && Items.SetEquals(other.Items);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as MandateScope);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(IsAll, Items.Count, Items.IsEmpty ? default : Items[0]);

    /// <inheritdoc />
    public override string ToString() => IsAll ? "*" : string.Join(' ', Items);
}
