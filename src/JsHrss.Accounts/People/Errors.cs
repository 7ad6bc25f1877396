namespace JsHrss.Accounts.People;

/// <summary>Refusals about persons.</summary>
public static class PeopleErrors
{
    /// <summary>Level 3 rests on level 2 and a face, never on a face alone (R26).</summary>
    public const string LevelNeedsRealName = "level_needs_real_name";
}
