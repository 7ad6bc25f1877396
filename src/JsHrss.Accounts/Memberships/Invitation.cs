namespace JsHrss.Accounts.Memberships;

/// <summary>「添加成功后需要当事人前往江苏智慧人社APP【我的】-【企业服务】确认并设置密码。」 (R134): the time between.</summary>
public static class Invitation
{
    /// <summary>Whoever has not confirmed by then must be added anew (R135).</summary>
    public static TimeSpan Lasts { get; } = TimeSpan.FromDays(30);

    /// <summary>Whole days that are left, the begun one counted; 0: it is over.</summary>
    /// <param name="addedAt">When the membership was made.</param>
    /// <param name="now">UTC.</param>
    public static int DaysLeft(DateTimeOffset addedAt, DateTimeOffset now) => Math.Max(0, (int)Math.Ceiling((addedAt + Lasts - now).TotalDays));
}
