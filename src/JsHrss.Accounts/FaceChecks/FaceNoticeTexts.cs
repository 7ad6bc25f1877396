namespace JsHrss.Accounts.FaceChecks;

/// <summary>The words of <see cref="FaceNotice"/>, version 1. To change one, raise <see cref="FaceNotice.Version"/>; a test holds both together.</summary>
internal static class FaceNoticeTexts
{
    public static NoticeText Chinese { get; } = new(
        "人脸识别告知同意书",
        "人脸信息属于敏感个人信息。在您每次开始实人认证之前，我们向您说明以下事项，并单独征得您的同意。",
        [
            new("谁在处理", "个人信息处理者为江苏省人力资源和社会保障厅。人脸图像由您选择的渠道（江苏智慧人社APP或支付宝）采集并比对，我们只向该渠道提供您的姓名、证件类型和证件号码，供其核对是否为您本人。"),
            new("为什么处理", "用于确认正在操作的人就是账户登记的本人，以保护您的账户，并办理需要实人认证的人社业务。除此之外不作他用。"),
            new("处理什么", "渠道通过手机摄像头识别您的面部。我们不接收、不保存您的人脸图像、视频或人脸特征，只保存：所用渠道、交易编号、是否通过、认证时间以及本次同意的记录。"),
            new("保存多久", "本次核验所用的姓名和证件号码副本在核验结束后数小时内清除；结果和交易编号保存一年；认证等级的依据保存至账户注销。"),
            new("您可以不同意", "人脸识别不是唯一方式。您可以不勾选、不使用，改到人社经办窗口由工作人员当面核验，您已有的业务不受影响。"),
            new("您可以撤回", "同意只对本次核验有效，下一次会再次征求您的同意。您可以随时停止本次核验；已经作出的同意，可以向经办窗口或12333申请撤回，撤回不影响此前已完成的核验。"),
            new("未满十四周岁", "未满十四周岁的人员不在线上进行人脸识别，请由监护人陪同到经办窗口办理。"),
        ]);

    public static NoticeText English { get; } = new(
        "Notice and consent to face recognition",
        "Your face is sensitive personal information. Before each real-person check we tell you the following and ask for your separate consent.",
        [
            new("Who processes it", "The Department of Human Resources and Social Security of Jiangsu Province is responsible. Your face is captured and compared by the channel you choose (the Jiangsu Smart HRSS app or Alipay). To that channel we give only your name, document type and document number, so that it can tell whether it is you."),
            new("Why", "To make sure that the person acting is the one the account is registered to, to protect your account, and to serve you in matters that need a real-person check. For nothing else."),
            new("What is processed", "The channel looks at your face through the phone's camera. We neither receive nor keep images, videos or features of your face. We keep only: the channel, the transaction number, whether it was passed, the time, and a record of this consent."),
            new("For how long", "The copy of name and document number made for this check is erased within hours after the check; result and transaction number are kept for one year; what your account's level rests on is kept until the account is closed."),
            new("You may refuse", "Face recognition is not the only way. You may leave the box empty and have yourself checked in person at a service counter instead. What you already use is not affected."),
            new("You may withdraw", "Consent counts for this check alone; the next one asks again. You may stop this check at any time. A consent that was given can be withdrawn at a counter or by calling 12333; checks completed before stay valid."),
            new("Under the age of fourteen", "Nobody under fourteen is checked by face online. Please come to a service counter with your guardian."),
        ]);
}
