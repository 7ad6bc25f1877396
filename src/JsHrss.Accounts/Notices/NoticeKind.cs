namespace JsHrss.Accounts.Notices;

/// <summary>What somebody is told by short message. A closed set; the numbers are stored.</summary>
public enum NoticeKind
{
    /// <summary>The invited person: where to confirm, and until when (R134, R103).</summary>
    Invited = 1,

    /// <summary>The member: another role (R144).</summary>
    RoleChanged = 2,

    /// <summary>The member: another period (R142).</summary>
    PeriodChanged = 3,

    /// <summary>The member: other items (R139).</summary>
    ItemsChanged = 4,

    /// <summary>The former member: removed (R143).</summary>
    Removed = 5,

    /// <summary>The former administrator: another one took the place (R128).</summary>
    Replaced = 6,

    /// <summary>The former member, who left: so that whoever's session somebody else has gets to know it.</summary>
    Left = 7,

    /// <summary>The legal representative: an administrator came, changed or went. It is the sign of a takeover, and told whoever did it.</summary>
    AdministratorMoved = 8,

    /// <summary>Who invited: the invited one confirmed (R135).</summary>
    Confirmed = 9,
}

/// <summary>Words of the kinds, for keys, logs and metrics.</summary>
public static class NoticeKinds
{
    /// <summary>At most so many of one <see cref="Sort"/> from one unit to one number on one day: who may add and remove members must not be able to bomb a telephone.</summary>
    /// <remarks>「10/day per mobile」 (R46).</remarks>
    public const int MostADay = 10;

    /// <summary>At most so many of one <see cref="Sort"/> to one number on one day from all units together: no unit alone can use up what the others tell, and many together cannot bomb a telephone either.</summary>
    public const int MostADayOfAll = 30;

    /// <summary>What is counted together: whatever a unit does to somebody; what warns of a takeover, so that a heap of harmless ones does not keep it back; and what the invited ones do, of whom one representative may have ten.</summary>
    public static string Sort(this NoticeKind kind) => kind switch
    {
        NoticeKind.AdministratorMoved or NoticeKind.Left => "warning",
        NoticeKind.Confirmed => "answer",
        _ => "member",
    };

    /// <summary>Lower snake case.</summary>
    public static string Word(this NoticeKind kind) => kind switch
    {
        NoticeKind.Invited => "invited",
        NoticeKind.RoleChanged => "role_changed",
        NoticeKind.PeriodChanged => "period_changed",
        NoticeKind.ItemsChanged => "items_changed",
        NoticeKind.Removed => "removed",
        NoticeKind.Replaced => "replaced",
        NoticeKind.Left => "left",
        NoticeKind.AdministratorMoved => "administrator_moved",
        NoticeKind.Confirmed => "confirmed",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
